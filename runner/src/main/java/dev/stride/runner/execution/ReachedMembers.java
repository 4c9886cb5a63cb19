// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.runner.execution.References.Member;
import dev.stride.store.Digests;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The methods of one class that some code reaches, copied in the order in which they were found.
 * Who touches a static field reaches the static initializer; who has an instance reaches all that
 * instances have.
 */
final class ReachedMembers {
  private static final String LAMBDA = "lambda$";

  private final ClassNode type;
  private final ClassWriter copy = new ClassWriter(0);
  private final Named references = new Named();
  private final Set<MethodNode> reached = new HashSet<>();
  private final Deque<MethodNode> open = new ArrayDeque<>();
  private final Set<String> taken = new HashSet<>();
  private int seen;

  ReachedMembers(ClassNode type) {
    this.type = type;
    copy.visit(Opcodes.V17, type.access, type.name, null, type.superName, null);
    if (type.superName != null) {
      references.map(type.superName);
    }
  }

  /** Numbers lambdas as they are found: the compiler numbers all of a file. */
  private final class Named extends References {
    private final Map<String, String> lambdas = new HashMap<>();

    @Override
    public String mapMethodName(String owner, String name, String descriptor) {
      super.mapMethodName(owner, name, descriptor);
      return owner.equals(type.name) && name.startsWith(LAMBDA)
          ? lambdas.computeIfAbsent(name + descriptor, key -> LAMBDA + lambdas.size())
          : name;
    }
  }

  void reach(String name, String descriptor) {
    reach(new Member(type.name, name, descriptor));
    copyAll();
  }

  /** What another class refers to; a class that inherits may reach everything. */
  void reachFrom(ClassCode code) {
    code.references().members().forEach(this::reach);
    if (code.supers().contains(type.name)) {
      type.methods.forEach(this::add);
    }
    copyAll();
  }

  private void reach(Member member) {
    if (!member.owner().equals(type.name)) {
      return;
    }
    if (member.descriptor().isEmpty()) {
      type.fields.stream().filter(field -> field.name.equals(member.name())).forEach(this::reach);
    }
    type.methods.stream()
        .filter(method -> method.name.equals(member.name()))
        .filter(method -> method.desc.equals(member.descriptor()))
        .forEach(this::add);
  }

  private void reach(FieldNode field) {
    if ((field.access & Opcodes.ACC_STATIC) != 0) {
      type.methods.stream().filter(method -> method.name.equals("<clinit>")).forEach(this::add);
    }
  }

  private void add(MethodNode method) {
    if (!reached.add(method)) {
      return;
    }
    open.add(method);
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      type.methods.stream()
          .filter(other -> (other.access & Opcodes.ACC_STATIC) == 0)
          .forEach(this::add);
    }
  }

  private void copyAll() {
    ClassRemapper copying = new ClassRemapper(copy, references);
    copying.visit(Opcodes.V17, type.access, type.name, null, type.superName, null);
    while (!open.isEmpty()) {
      withoutAnnotations(open.remove()).accept(copying);
      List<Member> found = new ArrayList<>(references.members());
      found.subList(seen, found.size()).forEach(this::reach);
      seen = found.size();
    }
  }

  /** Policies do not change what a step computes. */
  private static MethodNode withoutAnnotations(MethodNode method) {
    method.access &= ~Opcodes.ACC_DEPRECATED;
    method.visibleAnnotations = null;
    method.invisibleAnnotations = null;
    method.visibleTypeAnnotations = null;
    method.invisibleTypeAnnotations = null;
    return method;
  }

  /** The classes mentioned since the last call. */
  List<String> takeMentioned() {
    return references.types().stream().filter(taken::add).toList();
  }

  String digest() {
    return Digests.of(copy.toByteArray());
  }
}
