"""What the columns of product models, of versions of software and of what customers are shown are called."""

from services.texts import N_

PRODUCT_NAMES = {
    "model_no": N_("Model number"),
    "pitch": N_("What customers read of it"),
    "pitch_en": N_("What customers read of it (English)"),
    "product_version_id": N_("Software version"),
    "released_on": N_("Released on"),
    "retail_price": N_("Retail price"),
    "serial_kind": N_("Kind of number"),
    "shown": N_("Shown to customers"),
    "software": N_("Software"),
    "supported_until": N_("Supported until"),
    "warranty_from": N_("Warranty from"),
    "warranty_months": N_("Warranty (months)"),
}
