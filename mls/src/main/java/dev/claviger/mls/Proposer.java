package dev.claviger.mls;

import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.KeyPackage;

/** Who may propose a change (RFC 9420 §12.1.8); its signature was verified. */
public sealed interface Proposer {
  record Insider(Member member) implements Proposer {}

  /**
   * One of the group's {@code external_senders}.
   *
   * @param index its place in that list
   */
  record Outsider(int index, ExternalSender sender) implements Proposer {}

  /** A client that asks to be added. */
  record Applicant(KeyPackage keyPackage) implements Proposer {}
}
