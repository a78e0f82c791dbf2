package dev.claviger.hsm.cryptoki;

/** What C_GetInfo says of a module, as far as it is used; texts without their padding. */
public record ModuleInfo(String manufacturer, String description) {}
