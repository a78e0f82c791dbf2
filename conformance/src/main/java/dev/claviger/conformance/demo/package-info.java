/** The main job, shown to a reader: groups whose members' keys never leave their vault. */
package dev.claviger.conformance.demo;
