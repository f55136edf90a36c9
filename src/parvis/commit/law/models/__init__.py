"""What is stored of laws: the text a plan stands for, the articles that state a measure, the decrees it calls for."""

from parvis.commit.law.models.decree import Decree, DecreeNature
from parvis.commit.law.models.legal_text import LegalText, TextNature
from parvis.commit.law.models.provision import DutyHolder, Provision

__all__ = ["Decree", "DecreeNature", "DutyHolder", "LegalText", "Provision", "TextNature"]
