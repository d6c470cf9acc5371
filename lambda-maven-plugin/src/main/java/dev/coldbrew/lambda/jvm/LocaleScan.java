// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/**
 * The locales that a class names: {@code Locale.GERMANY}, {@code new Locale("de", "CH")}, {@code
 * Locale.forLanguageTag("de-CH")}; and whether it creates others from values at run time.
 */
final class LocaleScan extends ClassVisitor {

  static final String LOCALE = "java/util/Locale";

  private static final String BUILDER = "java/util/Locale$Builder";
  private static final String LOCALE_TYPE = "Ljava/util/Locale;";

  /** The languages that every image formats for: java.base has them. */
  private static final Set<Locale> IN_BASE = Set.of(Locale.ROOT, Locale.ENGLISH, Locale.US);

  private static final Set<String> FACTORIES =
      Set.of("<init>", "of", "forLanguageTag", "setLanguage", "setLanguageTag");

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

  private final SortedSet<String> languages = new TreeSet<>();
  private boolean choosesOthers;

  LocaleScan() {
    super(Opcodes.ASM9);
  }

  /** Without those that are in every image. */
  SortedSet<String> languages() {
    return languages;
  }

  boolean choosesOthers() {
    return choosesOthers;
  }

  /** The language of a tag such as {@code de}, {@code de-CH} or {@code de_CH}. */
  static String language(String tag) {
    return Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
  }

  private void add(Locale locale) {
    if (!IN_BASE.contains(locale) && !locale.getLanguage().isEmpty()) {
      languages.add(locale.getLanguage());
    }
  }

  /** JSON may set one. */
  @Override
  public RecordComponentVisitor visitRecordComponent(
      String name, String descriptor, String signature) {
    choosesOthers |= descriptor.equals(LOCALE_TYPE);
    return null;
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    boolean constant = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_FINAL)) != 0;
    choosesOthers |= descriptor.equals(LOCALE_TYPE) && !constant;
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    return new Calls();
  }

  /** Collects the constants that a call may get: those since the previous call. */
  private final class Calls extends MethodVisitor {

    private final List<String> constants = new ArrayList<>();

    Calls() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof String) {
        constants.add((String) value);
      }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (opcode == Opcodes.NEW) {
        constants.clear();
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (owner.equals(LOCALE) && opcode == Opcodes.GETSTATIC && descriptor.equals(LOCALE_TYPE)) {
        try {
          add((Locale) Locale.class.getField(name).get(null));
        } catch (ReflectiveOperationException e) {
          // A constant that only a newer JDK has, or one that is not public.
          choosesOthers = true;
        }
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if ((owner.equals(LOCALE) || owner.equals(BUILDER)) && FACTORIES.contains(name)) {
        if (name.endsWith("Tag")) {
          tags();
        } else if (descriptor.startsWith("(Ljava/lang/String;")) {
          parts(Type.getArgumentTypes(descriptor).length);
        }
      } else if (owner.equals(LOCALE) && name.equals("getAvailableLocales")) {
        choosesOthers = true;
      }
      constants.clear();
    }

    /** More than one for {@code forLanguageTag(swiss ? "de-CH" : "de")}. */
    private void tags() {
      constants.forEach(tag -> add(Locale.forLanguageTag(tag)));
      choosesOthers |= constants.isEmpty();
    }

    /** Language, country and variant; if one is not a constant here, the function chooses it. */
    private void parts(int count) {
      boolean known = constants.size() == count;
      if (constants.isEmpty() || !LANGUAGE.matcher(constants.get(0)).matches()) {
        choosesOthers |= !known;
      } else if (known) {
        add(new Locale(constants.get(0), count > 1 ? constants.get(1) : ""));
      } else {
        languages.add(new Locale(constants.get(0)).getLanguage());
      }
    }
  }
}
