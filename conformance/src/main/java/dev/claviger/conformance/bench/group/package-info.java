/** Operations on groups, measured on several stacks in one run. */
package dev.claviger.conformance.bench.group;
