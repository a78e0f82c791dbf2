package dev.claviger.conformance.cli;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time as an operator writes it: {@code 30m}, {@code 24h}, {@code 7d}. */
final class Age implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  @Override
  public Duration convert(String text) {
    Matcher age = FORM.matcher(text);
    if (!age.matches()) {
      throw new TypeConversionException(text + " is no length of time such as 30m, 24h or 7d");
    }
    return UNITS.get(age.group(2)).multipliedBy(Long.parseLong(age.group(1)));
  }
}
