/** Logins by another service that knows everybody (OpenID Connect). No HTTP of ours. */
@NullMarked
package io.alpr.query.sso;

import org.jspecify.annotations.NullMarked;
