/**
 * What a token can carry, found out by doing it: a check makes reports, which are values, and three
 * renderers show them as text, JSON and HTML.
 */
package dev.claviger.conformance.tokencheck;
