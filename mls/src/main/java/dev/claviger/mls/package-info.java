/**
 * RFC 9420 for applications: a {@link dev.claviger.mls.MlsClient} publishes KeyPackages, creates
 * and joins {@link dev.claviger.mls.Group}s; its private keys are made in a key vault and stay
 * there.
 */
package dev.claviger.mls;
