package dev.claviger.conformance.bench;

import java.util.List;

/** The middle one of several measurements, and the quarters below and above it. */
public record Spread(double median, double lower, double upper) {
  /**
   * @param values one at least
   */
  public static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return new Spread(at(sorted, 0.5), at(sorted, 0.25), at(sorted, 0.75));
  }

  /** Of all values times a factor. */
  public Spread times(double factor) {
    return new Spread(median * factor, lower * factor, upper * factor);
  }

  /** Between the two nearest, in proportion. */
  private static double at(List<Double> sorted, double quantile) {
    double place = quantile * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }
}
