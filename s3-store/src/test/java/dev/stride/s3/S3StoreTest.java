// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import dev.stride.store.ObjectStore;
import dev.stride.store.Store;
import dev.stride.testing.store.StoreContract;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

class S3StoreTest extends StoreContract {
  private final String prefix = LocalS3.prefix();

  @Override
  protected Store open() {
    return Store.open(LocalS3.objects(prefix));
  }

  @Override
  protected Store openElsewhere() {
    return Store.open(named("elsewhere:", LocalS3.objects(prefix)));
  }

  /** Leases that a process has are known by the names of their objects. */
  private static ObjectStore named(String start, ObjectStore objects) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              try {
                Object value = method.invoke(objects, arguments);
                return method.getName().equals("name") ? start + value : value;
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }

  @Override
  protected void overwrite(String path, byte[] content) throws IOException {
    try (ObjectStore objects = LocalS3.objects(prefix)) {
      objects.put(path, content);
    }
  }
}
