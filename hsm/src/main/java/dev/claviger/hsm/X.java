package dev.claviger.hsm; final class X {}
