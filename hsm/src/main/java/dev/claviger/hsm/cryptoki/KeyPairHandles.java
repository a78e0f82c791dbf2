package dev.claviger.hsm.cryptoki;

/** The object handles of a generated key pair. */
public record KeyPairHandles(long publicKey, long privateKey) {}
