/**
 * What travels: events and pictures as records, their Avro schemas and wire format, topic names,
 * event ids, object keys.
 */
@NullMarked
package io.alpr.events;

import org.jspecify.annotations.NullMarked;
