"""Made-up people who write in English. Nobody of them exists; the phones use codes that are not assigned."""

from tests.parser.layouts.person import Job, Person, SkillGroup, Study

SCIENTIST = Person(
    language="en",
    name="Irena Kowalewska",
    position="Machine Learning Engineer",
    city="Warsaw",
    phone="+48 570 001 244",
    email="irena.kowalewska@example.com",
    link="https://github.com/kowalewska-example",
    jobs=(
        Job(
            "Meridian Robotics",
            "Senior Machine Learning Engineer",
            "2022-09",
            None,
            (
                "Lead a team of four that builds perception models for warehouse robots.",
                "Cut inference time by half with quantised networks and a final rewrite of the pipeline.",
            ),
            current=True,
        ),
        Job(
            "Vistula Analytics",
            "Data Scientist",
            "2019-03",
            "2022-08",
            (
                "Forecast demand for two hundred shops with gradient boosting.",
                "Ran experiments and explained their outcome to the business.",
            ),
        ),
        Job(
            "University of Warsaw",
            "Research Assistant",
            "2017-10",
            "2019-02",
            ("Studied graph embeddings and taught a class in statistics.",),
        ),
    ),
    studies=(
        Study("University of Warsaw", "Computer Science", 2015, 2017, "MSc"),
        Study("Gdansk University of Technology", "Applied Mathematics", 2011, 2015, "BSc"),
    ),
    skills=(
        SkillGroup("Languages", ("Python", "C++", "SQL")),
        SkillGroup("Machine learning", ("PyTorch", "scikit-learn", "XGBoost", "ONNX")),
        SkillGroup("Tools", ("Docker", "Airflow", "MLflow", "Git")),
    ),
    languages=(("Polish", "Native"), ("English", "C1")),
    about="I turn research into services that people use every day.",
    courses=(("Deep Learning Specialization", "Coursera", 2018),),
)

FRONTEND = Person(
    language="en",
    name="Oleg Bondarchuk",
    position="Frontend Developer",
    city="Belgrade",
    phone="+381 69 000 5512",
    email="oleg.bondarchuk@example.com",
    link="https://linkedin.com/in/bondarchuk-example",
    jobs=(
        Job(
            "Lumen Studio",
            "Frontend Developer",
            "2021-05",
            None,
            ("Build a booking platform with React and TypeScript for three countries.",),
            current=True,
        ),
        Job(
            "Freelance",
            "Web Developer",
            "2019-01",
            "2021-04",
            ("Landing pages and shops for small companies, from sketch to release.",),
        ),
        Job(
            "Kubikon LLC",
            "Junior Web Developer",
            "2017-06",
            "2018-12",
            (
                "Moved an old jQuery shop to Vue and kept it running meanwhile.",
                "Wrote end-to-end tests and looked after the build.",
            ),
        ),
    ),
    studies=(
        Study(
            "Kharkiv National University of Radio Electronics", "Software Engineering", 2013, 2017, "Bachelor"
        ),
    ),
    skills=(
        SkillGroup("Languages", ("JavaScript", "TypeScript", "HTML", "CSS")),
        SkillGroup("Frameworks", ("React", "Redux", "Next.js", "Vue")),
        SkillGroup("Tools", ("Webpack", "Jest", "Cypress", "Figma", "Git")),
    ),
    languages=(("English", "B2"), ("Ukrainian", "Native"), ("Serbian", "A2")),
    about="Frontend developer who cares about speed and about those who cannot see the screen.",
)

MANAGER = Person(
    language="en",
    name="Hannah Lindqvist",
    position="Project Manager",
    city="Tallinn",
    phone="+372 5700 0145",
    email="hannah.lindqvist@example.com",
    link="https://linkedin.com/in/lindqvist-example",
    jobs=(
        Job(
            "Baltic Freight Systems",
            "Senior Project Manager",
            "2021-01",
            None,
            ("Run the delivery of a customs platform: five teams, three countries.",),
            current=True,
        ),
        Job(
            "Baltic Freight Systems",
            "Project Manager",
            "2018-04",
            "2020-12",
            (
                "Introduced a release calendar and a budget report that boards could read.",
                "Hired and onboarded eleven people.",
            ),
        ),
        Job(
            "Northlight Hotels",
            "Event Coordinator",
            "2014-02",
            "2018-03",
            ("Planned conferences of up to six hundred guests.",),
        ),
    ),
    studies=(
        Study("Tallinn University of Technology", "Business Information Technology", 2010, 2014, "Bachelor"),
    ),
    skills=(
        SkillGroup("Methods", ("Scrum", "Kanban", "Risk Management", "Budgeting")),
        SkillGroup("Tools", ("Jira", "Confluence", "MS Project", "Power BI")),
    ),
    languages=(("English", "Fluent"), ("Swedish", "Native"), ("Estonian", "B2")),
    about="Calm in the middle of a release. Certified in project management.",
    courses=(("Professional Scrum Master", "Scrum.org", 2019),),
)

STUDENT = Person(
    language="en",
    name="Arman Petrosyan",
    position="Junior iOS Developer",
    city="Yerevan",
    phone="+374 57 000 318",
    email="arman.petrosyan@example.com",
    link="https://github.com/petrosyan-example",
    jobs=(
        Job(
            "Ararat Mobile",
            "iOS Developer Intern",
            "2023-06",
            "2023-09",
            ("Shipped the offline mode of a travel guide in Swift.",),
        ),
    ),
    studies=(Study("American University of Armenia", "Computer Science", 2020, 2024, "Bachelor"),),
    skills=(
        SkillGroup("Mobile", ("Swift", "SwiftUI", "UIKit", "Core Data")),
        SkillGroup("Other", ("Git", "Firebase", "REST", "Xcode")),
    ),
    languages=(("Armenian", "Native"), ("English", "B2"), ("Russian", "C1")),
    about="A student who has published two small applications and reads every review.",
    projects=(
        ("Trail Notes", "An application that keeps walking routes without a connection."),
        ("Coin Jar", "A widget that counts what the week has cost."),
    ),
)

ENGLISH = (SCIENTIST, FRONTEND, MANAGER, STUDENT)
