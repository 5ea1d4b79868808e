"""What knows neither nämnder nor Qt: paths, errors, log, settings, Swedish order."""
