/** What starts Maven: for the tests in this module, and for the quickstart. */
package dev.coldbrew.it;
