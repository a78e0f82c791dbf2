/** Android's own key store classes on a JVM: what stands in for the device below them. */
package dev.claviger.conformance.android;
