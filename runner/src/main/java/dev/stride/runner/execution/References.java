// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.Remapper;

/** Collects what code refers to while it is copied. */
class References extends Remapper {
  private static final Pattern SKIPPED =
      Pattern.compile("(java|javax|jdk|sun|dev/stride/api|org/jspecify)/.*");

  private final Set<String> types = new LinkedHashSet<>();
  private final Set<Member> members = new LinkedHashSet<>();

  References() {
    super(Opcodes.ASM9);
  }

  /** A method, or a field, whose descriptor is empty. */
  record Member(String owner, String name, String descriptor) {}

  /** Classes that are neither Java's nor Stride's, by their internal names. */
  final Set<String> types() {
    return types;
  }

  final Set<Member> members() {
    return members;
  }

  @Override
  public String map(String internalName) {
    if (!SKIPPED.matcher(internalName).matches()) {
      types.add(internalName);
    }
    return internalName;
  }

  @Override
  public String mapMethodName(String owner, String name, String descriptor) {
    members.add(new Member(owner, name, descriptor));
    return name;
  }

  @Override
  public String mapFieldName(String owner, String name, String descriptor) {
    members.add(new Member(owner, name, ""));
    return name;
  }
}
