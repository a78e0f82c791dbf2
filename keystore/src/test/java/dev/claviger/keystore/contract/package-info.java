/** What every store of groups does, for the tests of this module and of others. */
package dev.claviger.keystore.contract;
