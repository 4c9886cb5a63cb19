# SPDX-License-Identifier: Apache-2.0
"""moto's server, with what the real service does and moto 5.2.4 does not."""
import sys

from moto.batch import models
from moto.server import main

container_property = models.Job._get_container_property


def whole_numbers(job, name, default):
    """vcpus and memory are whole numbers; moto answers with 1.0, which no SDK reads."""
    value = container_property(job, name, default)
    return int(value) if name in ("vcpus", "memory") else value


models.Job._get_container_property = whole_numbers

sys.exit(main())
