"""Training 培训 and appraisals 考核: courses with their material, trainings with those invited, everybody's records, figures."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

STAFF = frozenset({"agent", "manager", "technician", "parts", "sales", "finance", "admin", "auditor"})
PLAN = frozenset({"agent", "manager"})
KEEP = frozenset({"manager", "admin"})
COUNT = frozenset({"manager", "admin", "auditor"})

SPECS = (
    PageSpec("trainings", N_("Trainings"), "training", later("ui.training.page", "TrainingsPage"), STAFF, rail=False),
    PageSpec(
        "new_training", N_("Plan a training"), "training", later("ui.training.new", "NewTrainingPage"), PLAN, rail=False
    ),
    PageSpec(
        "training", N_("Training"), "training", later("ui.training.detail", "TrainingPage"), STAFF, rail=False,
        kind="training",
    ),
    PageSpec("courses", N_("Courses"), "article", later("ui.training.courses", "CoursesPage"), STAFF, rail=False),
    PageSpec("new_course", N_("New course"), "article", later("ui.training.course", "NewCoursePage"), KEEP, rail=False),
    PageSpec(
        "course", N_("Training course"), "article", later("ui.training.course", "CoursePage"), STAFF, rail=False, kind="course"
    ),
    PageSpec(
        "training_records", N_("Training records"), "calendar_check",
        later("ui.training.records", "TrainingRecordsPage"), STAFF, rail=False,
    ),
    PageSpec(
        "training_figures", N_("Training in figures"), "report", later("ui.training.figures", "TrainingFiguresPage"),
        COUNT, rail=False,
    ),
    PageSpec("appraisals", N_("Appraisals"), "target", later("ui.training.appraisals", "AppraisalsPage"), STAFF, rail=False),
    PageSpec(
        "new_appraisal", N_("Plan an appraisal"), "target", later("ui.training.new_appraisal", "NewAppraisalPage"),
        frozenset({"manager"}), rail=False,
    ),
    PageSpec(
        "appraisal", N_("Appraisal"), "target", later("ui.training.appraisal", "AppraisalPage"), STAFF, rail=False,
        kind="appraisal",
    ),
    PageSpec(
        "appraisal_figures", N_("Appraisals in figures"), "report",
        later("ui.training.appraisal_figures", "AppraisalFiguresPage"), COUNT, rail=False,
    ),
)  # fmt: skip
