// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.store.Digests;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;

/**
 * A whole class without what the place in its file decides.
 *
 * @param digest of its bytes
 * @param references what it refers to
 * @param supers its superclass and interfaces
 */
record ClassCode(String digest, References references, List<String> supers) {

  static ClassCode of(ClassReader reader) {
    References references = new References();
    ClassWriter copy = new ClassWriter(0);
    reader.accept(new Alone(new ClassRemapper(copy, references)), ClassReader.SKIP_DEBUG);
    List<String> supers = new ArrayList<>(List.of(reader.getInterfaces()));
    if (reader.getSuperName() != null) {
      supers.add(reader.getSuperName());
    }
    return new ClassCode(Digests.of(copy.toByteArray()), references, supers);
  }

  /** Passes over what ties a class to others of its file: they need not reach each other. */
  private static final class Alone extends ClassVisitor {
    Alone(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitNestHost(String host) {}

    @Override
    public void visitNestMember(String member) {}

    @Override
    public void visitOuterClass(String owner, @Nullable String name, @Nullable String descriptor) {}

    @Override
    public void visitInnerClass(
        String name, @Nullable String outerName, @Nullable String innerName, int access) {}
  }
}
