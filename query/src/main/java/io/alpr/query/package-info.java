/** The Query API: REST over the archive, its documentation, and one web page. */
@NullMarked
package io.alpr.query;

import org.jspecify.annotations.NullMarked;
