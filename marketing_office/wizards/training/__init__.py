from . import mkt_training_answer
