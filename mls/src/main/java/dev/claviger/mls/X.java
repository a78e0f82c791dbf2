package dev.claviger.mls; final class X {}
