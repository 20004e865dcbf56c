"""The words of the customer file 客户资料卡, for screens and for the printed card."""

from models.customer import FILE_PARTS
from services.texts import N_

__all__ = ["FILE_NAMES", "FILE_PARTS", "PART_NAMES"]

PART_NAMES = {
    "basic": N_("Basic data"),
    "traits": N_("Traits"),
    "business": N_("Business"),
    "dealings": N_("Dealings"),
    "personal": N_("Personal"),
}
FILE_NAMES = {
    "founded": N_("Founded"),
    "customer_since": N_("First deal with us"),
    "legal_form": N_("Legal form"),
    "industry": N_("Industry"),
    "assets": N_("Assets"),
    "business_content": N_("What they trade in"),
    "service_territory": N_("Service territory"),
    "sales_capability": N_("Sales capability"),
    "growth_potential": N_("Growth potential"),
    "business_philosophy": N_("Business philosophy"),
    "business_direction": N_("Business direction"),
    "business_policy": N_("Business policy"),
    "company_size": N_("Size of the company"),
    "business_traits": N_("Traits of the business"),
    "market_potential": N_("Market potential"),
    "product_competitiveness": N_("Competitiveness of the products"),
    "sales_record": N_("Sales record"),
    "staff_quality": N_("Quality of managers and sales staff"),
    "competitor_relations": N_("Relations with competitors"),
    "relation_with_us": N_("Business relation with us"),
    "cooperation_attitude": N_("Attitude to cooperation"),
    "sales_activity": N_("Sales activity now"),
    "problems": N_("Problems"),
    "strengths": N_("Strengths kept"),
    "future_measures": N_("Measures to come"),
    "public_image": N_("Image of the company"),
    "reputation": N_("Reputation"),
    "credit_standing": N_("Credit standing"),
    "financial_credit": N_("Financial credit"),
    "trading_terms": N_("Terms of trade"),
    "credit_issues": N_("Credit issues so far"),
    "memorable_contact": N_("Most memorable contact"),
    "shared_experience": N_("Experiences in common"),
    "social_standing": N_("Social and economic standing"),
    "hobbies": N_("Hobbies"),
    "customs": N_("Customs"),
}
