package io.alpr.recorder;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one lane does with a batch. */
@FunctionalInterface
interface RecordWork {
    /**
     * Stores what can be stored; doing it again with the same batch changes nothing more. Throws
     * when something it needs is away: then the whole batch comes again later.
     *
     * @return the records that can never be stored
     */
    List<DeadLetter> store(List<ConsumerRecord<byte[], byte[]>> batch);
}
