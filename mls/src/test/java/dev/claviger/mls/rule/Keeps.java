package dev.claviger.mls.rule;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test shows that we keep rules whose breach nobody could refuse. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.SOURCE)
public @interface Keeps {
  Rule[] value();
}
