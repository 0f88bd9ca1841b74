/** Who is asking: passwords, logins, keys and the lock-out. No HTTP. */
@NullMarked
package io.alpr.query.access;

import org.jspecify.annotations.NullMarked;
