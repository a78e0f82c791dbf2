package dev.claviger.hsm;

import dev.claviger.crypto.audit.AuditSink;
import dev.claviger.crypto.audit.KeyUse;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Makes each event one of the JDK's Flight Recorder, with how long the vault took. */
public final class FlightRecorderSink implements AuditSink {
  /** The events' name in a recording. */
  public static final String EVENT = "dev.claviger.KeyUse";

  /** For the recordings of this process. */
  public FlightRecorderSink() {}

  @Override
  public void record(KeyUse use) {
    KeyUseEvent event = new KeyUseEvent();
    if (event.shouldCommit()) {
      event.operation = use.operation().toString();
      event.store = use.store();
      event.key = use.key().map(Object::toString).orElse("");
      event.purpose = use.purpose().map(Object::toString).orElse("SEALING");
      event.mechanism = use.mechanism();
      event.route = use.route().map(Object::toString).orElse("");
      event.group = use.group().map(group -> group.groupId().toHex()).orElse("");
      event.epoch = use.group().map(group -> Long.toUnsignedString(group.epoch())).orElse("");
      event.outcome = use.failure().orElse("done");
      event.took = use.took().toNanos();
      event.commit();
    }
  }

  @Name(EVENT)
  @Label("Private key use")
  @Category("Claviger")
  @StackTrace(false)
  @SuppressWarnings("UnusedVariable") // the Flight Recorder reads them
  private static final class KeyUseEvent extends Event {
    @Label("Operation")
    private String operation;

    @Label("Store")
    private String store;

    @Label("Key")
    private String key;

    @Label("Purpose")
    private String purpose;

    @Label("Mechanism")
    private String mechanism;

    @Label("Route")
    private String route;

    @Label("Group")
    private String group;

    @Label("Epoch")
    private String epoch;

    @Label("Outcome")
    private String outcome;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    private long took;
  }
}
