"""The names that training takes from the evaluation."""

from services.salary.training.evaluation.baselines import predict_family_medians, predict_plain_catboost
from services.salary.training.evaluation.figures import Figures, measure_point, measure_range
from services.salary.training.evaluation.slices import measure_slices

__all__ = [
    "Figures",
    "measure_point",
    "measure_range",
    "measure_slices",
    "predict_family_medians",
    "predict_plain_catboost",
]
