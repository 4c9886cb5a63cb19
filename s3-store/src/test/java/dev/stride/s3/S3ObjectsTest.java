// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import dev.stride.store.ObjectStore;
import dev.stride.testing.store.ObjectStoreContract;

class S3ObjectsTest extends ObjectStoreContract {
  @Override
  protected ObjectStore objects() {
    return LocalS3.objects(LocalS3.prefix());
  }
}
