package io.alpr.recorder;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one lane does with a batch, in two steps: the second of one batch runs while the first of
 * the next does.
 */
@FunctionalInterface
interface RecordWork {
    /**
     * Looks at what the records hold; stores nothing. Throws when something it needs is away: then
     * the whole batch comes again later.
     */
    Storing prepare(List<ConsumerRecord<byte[], byte[]>> batch);

    /** The second step. */
    @FunctionalInterface
    interface Storing {
        /**
         * Stores what can be stored; doing it again with the same batch changes nothing more.
         * Throws as {@link #prepare} does.
         *
         * @return the records that can never be stored
         */
        List<DeadLetter> store();
    }
}
