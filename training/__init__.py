"""How the models in index/models were made: data in, weights and card out."""
