// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The conditions of {@link ArchitectureRules} that ArchUnit does not bring. */
final class ArchitectureConditions {

  private ArchitectureConditions() {}

  /** No dependency from {@code parent.a} to {@code parent.b}. */
  static ArchCondition<JavaClass> seeNoSiblingOf(String parent) {
    return new ArchCondition<>("see no sibling below " + parent) {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String own = child(parent, item.getPackageName());
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          String other = dependency.getTargetClass().getPackageName();
          if (other.startsWith(parent + ".") && !child(parent, other).equals(own)) {
            events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static String child(String parent, String packageName) {
    return packageName.substring(parent.length()).split("\\.")[1];
  }

  static ArchCondition<JavaClass> liveInNullMarkedPackage() {
    return new ArchCondition<>("live in a null-marked package") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked =
            item.getPackage()
                .tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isPresent();
        if (!marked) {
          String message = item.getName() + " has no package-info with @NullMarked";
          events.add(SimpleConditionEvent.violated(item, message));
        }
      }
    };
  }

  /** Final, sealed, abstract, an exception, or without a constructor that others could call. */
  static ArchCondition<JavaClass> beClosedForExtension() {
    return new ArchCondition<>("be closed for extension") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        Set<JavaModifier> modifiers = item.getModifiers();
        boolean open =
            !modifiers.contains(JavaModifier.FINAL)
                && !modifiers.contains(JavaModifier.ABSTRACT)
                && !item.isEnum()
                && !item.isAssignableTo(Throwable.class)
                && !isSealed(item)
                && item.getConstructors().stream().anyMatch(c -> isVisible(c.getModifiers()));
        if (open) {
          String message = item.getName() + " is public and can be extended";
          events.add(SimpleConditionEvent.violated(item, message));
        }
      }
    };
  }

  /** A class that can be loaded tells; the bytecode model of ArchUnit does not know it. */
  private static boolean isSealed(JavaClass item) {
    try {
      return item.reflect().isSealed();
    } catch (RuntimeException notOnClassPath) {
      return false;
    }
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
