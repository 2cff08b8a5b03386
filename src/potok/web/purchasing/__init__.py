"""Pages of purchasing beside the pull table: purchase orders, advice, terms of suppliers."""
