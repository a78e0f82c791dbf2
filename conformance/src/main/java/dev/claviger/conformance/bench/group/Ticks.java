package dev.claviger.conformance.bench.group;

/** Tells how fast the machine is around a batch. */
interface Ticks {
  /** Immediately before it. */
  Tick.Reading before();

  /** Immediately after it. */
  Tick.Reading after();
}
