"""What independent people judge: by which method, with which words, and what was answered to them.

method          Method, MethodVersion, Indicator, Value: scales are data, with their years of validity
review          Review: one product about a commitment or a plan, sealed by the database once published
assessment      Assessment: one indicator, one value or a typed absence, the text it judged
recommendation  Recommendation, Answer (the institution's, and what became of it)
comment         Comment, in the window before publication
mailed          MailedComment, of somebody without an account, until a mailed link proves their address
glance          Glance: the box “at a glance” as somebody published it
"""

from parvis.commit.reviews.models.assessment import Assessment
from parvis.commit.reviews.models.comment import Comment, Side
from parvis.commit.reviews.models.glance import Glance
from parvis.commit.reviews.models.mailed import MailedComment
from parvis.commit.reviews.models.method import Family, Indicator, Method, MethodVersion, Phase, Subject, Value
from parvis.commit.reviews.models.recommendation import Answer, AnswerKind, Recommendation
from parvis.commit.reviews.models.review import Product, Review, Stage

__all__ = [
    "Answer",
    "AnswerKind",
    "Assessment",
    "Comment",
    "Family",
    "Glance",
    "Indicator",
    "MailedComment",
    "Method",
    "MethodVersion",
    "Phase",
    "Product",
    "Recommendation",
    "Review",
    "Side",
    "Stage",
    "Subject",
    "Value",
]
