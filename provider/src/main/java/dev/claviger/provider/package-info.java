/** The JCA provider "MLS". */
package dev.claviger.provider;
