/** Takes events, pictures and camera statuses from Kafka to the archive, and loses none. */
@NullMarked
package io.alpr.recorder;

import org.jspecify.annotations.NullMarked;
