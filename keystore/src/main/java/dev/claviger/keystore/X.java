package dev.claviger.keystore; final class X {}
