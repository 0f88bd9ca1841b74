"""The licence-plate detector: data, network, training, measuring, export."""
