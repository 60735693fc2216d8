"""Where relationships stand: life cycle, runs, backtest."""
