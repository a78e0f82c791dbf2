package dev.claviger.conformance.survival;

/** A member whose process may end at any moment, as it is heard from outside. */
interface Survivor {
  /** It ended before it answered: whether it acted is not known. */
  final class DiedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Has it do something.
   *
   * @param words an operation of {@link MemberService} and its arguments
   * @return words, or a refusal that begins with {@link MemberService#REFUSED}
   */
  String ask(String... words) throws DiedException;
}
