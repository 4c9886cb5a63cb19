// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** How an executor reads one file. */
interface FileReading extends Serializable {

  /** Opens the file for the rows' given columns. */
  OpenFile open(List<String> columns) throws IOException;

  /** Rows, one after the other. */
  interface OpenFile extends AutoCloseable {
    /** The next row, or null at the end. */
    @Nullable Row next() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** The rows of all files, of which one is open at a time; a task that ends early closes it. */
  static Iterator<Row> all(List<? extends FileReading> files, List<String> columns) {
    Files rows = new Files(files.iterator(), columns);
    TaskContext.get()
        .addTaskCompletionListener(
            (org.apache.spark.util.TaskCompletionListener) context -> rows.close());
    return rows;
  }

  /** The rows of files in turn. */
  final class Files implements Iterator<Row> {
    private final Iterator<? extends FileReading> files;
    private final List<String> columns;
    private @Nullable OpenFile open;
    private @Nullable Row next;

    private Files(Iterator<? extends FileReading> files, List<String> columns) {
      this.files = files;
      this.columns = columns;
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null && (open != null || files.hasNext())) {
          OpenFile file = open == null ? files.next().open(columns) : open;
          open = file;
          next = file.next();
          if (next == null) {
            close();
          }
        }
        return next != null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row found = java.util.Objects.requireNonNull(next);
      next = null;
      return found;
    }

    private void close() {
      try {
        if (open != null) {
          open.close();
          open = null;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
