/** What all services measure, in one place. */
@NullMarked
package io.alpr.app.metric;

import org.jspecify.annotations.NullMarked;
