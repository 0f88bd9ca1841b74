package io.alpr.recorder;

import io.alpr.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics that are missing, as {@link Topics} says; those that are there stay as they are.
 */
final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final int ANSWER_SECONDS_MAX = 15;

    private TopicSetup() {}

    /**
     * @throws KafkaException when the broker does not answer or refuses
     */
    static void makeMissing(Admin admin, int replication) {
        var existing = answer(admin.listTopics().names());
        var missing = new ArrayList<NewTopic>();
        for (var topic : Topics.all()) {
            if (!existing.contains(topic.name())) {
                missing.add(
                        new NewTopic(topic.name(), topic.partitions(), (short) replication)
                                .configs(topic.settings()));
            }
        }
        for (var topic : missing) {
            make(admin, topic);
        }
    }

    /** Whether the broker answers within two seconds. */
    static boolean answers(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void make(Admin admin, NewTopic topic) {
        try {
            answer(admin.createTopics(List.of(topic)).all());
            LOG.info("topic={} made partitions={}", topic.name(), topic.numPartitions());
        } catch (TopicExistsException e) {
            // Another recorder was quicker.
            LOG.debug("topic={} is there already", topic.name());
        }
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException("broker refused: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new KafkaException("broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking the broker", e);
        }
    }
}
