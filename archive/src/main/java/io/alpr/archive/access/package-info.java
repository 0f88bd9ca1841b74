/** Accounts, sessions and API keys: who may ask, and for what. No HTTP, no passwords in clear. */
@NullMarked
package io.alpr.archive.access;

import org.jspecify.annotations.NullMarked;
